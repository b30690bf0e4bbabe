// Photos that were chosen and did not arrive yet, kept by the browser, so that a reload or a dead battery loses none.

const STORE = "files";
const DAY = 24 * 60 * 60 * 1000;

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("composer", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function within(mode, act) {
  try {
    const database = await opened();
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    }).finally(() => database.close());
  } catch {
    // No room, or a private window: then they are sent from where they are, and nothing is kept.
    return undefined;
  }
}

/** `key` is the one that the upload carries, `composer` names the form, `owner` the account. */
export const keepFile = (kept) => within("readwrite", (store) => store.put({ ...kept, at: Date.now() }));

export const forgetFile = (key) => within("readwrite", (store) => store.delete(key));

/** The files of this form that are still on their way, the oldest first; those of long ago, or of others, go. */
export async function keptFiles({ composer, owner }) {
  const all = (await within("readonly", (store) => store.getAll())) ?? [];
  for (const { key, at, owner: whose } of all) if (whose !== owner || at < Date.now() - DAY) await forgetFile(key);
  return all
    .filter((kept) => kept.composer === composer && kept.owner === owner && kept.at >= Date.now() - DAY)
    .sort((one, other) => one.place - other.place);
}
