"""What a note is about, from its own words: sparse weights of its hashtags, and one short vector of all of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from feeds.ranking.neighbours import product_top, scaled_columns, scaled_rows

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SIZE = 64  # numbers of a vector, one for each bit of a word's hash
OF_HASHTAG, OF_TITLE, OF_BODY = 2.0, 1.0, 0.5
MOST_WORDS = 400
STEM = 5
PLURAL = 3  # words longer than this lose a final s

WORD = re.compile(r"[^\W_]+")
# Scripts written without spaces are read in pairs of letters.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def idf(notes_count, total):
    """ln(1 + N / (1 + n)): how much a hashtag on n of N notes tells (Sparck Jones 1972)."""
    return np.log1p(total / (1.0 + np.asarray(notes_count, float)))


def words_of(text: str) -> list[str]:
    """Words, casefolded, without a plural s; of unspaced scripts pairs of letters."""
    words = []
    for word in WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
        if UNSPACED.search(word):
            words += [word[i : i + 2] for i in range(max(1, len(word) - 1))]
        else:
            words.append(word[:-1] if len(word) > PLURAL and word.endswith("s") else word)
    return words


def vector(hashtags: Iterable[str], title: str, body: str) -> np.ndarray:
    """A unit float32 vector of 64 numbers; all zeros for a note without a word.

    Each word is a random direction, its 64 signs the bits of its hash: notes that share words point the same way
    (random projection, Achlioptas 2003). It needs no training, so a note has its vector the moment it is published.
    """
    weights: dict[str, float] = {}
    for weight, texts in ((OF_HASHTAG, hashtags), (OF_TITLE, [title]), (OF_BODY, [body])):
        for word in [word for text in texts for word in words_of(text)][:MOST_WORDS]:
            weights[word] = max(weights.get(word, 0.0), weight)
    total = np.zeros(SIZE)
    for word, weight in weights.items():
        total += weight * direction(word)
    length = np.linalg.norm(total)
    return (total / length if length else total).astype(np.float32)


def direction(word: str) -> np.ndarray:
    bits = np.unpackbits(np.frombuffer(blake2b(word.encode(), digest_size=SIZE // 8).digest(), np.uint8))
    return bits.astype(float) * 2.0 - 1.0


def walk(
    start: csr_matrix,
    end: csr_matrix,
    rarity: float,
    from_many: float,
    to_many: float,
    size: int,
    keep_self: bool = False,
) -> csr_matrix:
    """Nearness of notes by shared words: W[j, i] = |j|^-from_many * (sum over shared words n_w^-rarity) * |i|^-to_many.

    `start` and `end` are note x word; n_w counts the notes of `start` with the word, |j| the words of a note. It is one
    walk over the graph of notes and words, as `neighbours.rp3beta` walks notes and people; cosine of tf-idf is the same
    form with fixed exponents, and measured weaker where authors and readers choose their own words.
    """
    count = np.asarray(start.sum(axis=0)).ravel()
    common = np.maximum(count, 1.0)
    of_start = np.maximum(np.diff(start.indptr), 1).astype(float)
    # Words that no other note has can match nothing: they do not make a note long.
    of_end = np.maximum(end @ (count > 0).astype(float), 1.0)
    left = scaled_columns(scaled_rows(start, of_start**-from_many), common**-rarity)
    right = scaled_rows(end, of_end**-to_many).T.tocsr()
    return product_top(left, right, size, lambda shared, rows, columns: shared, keep_self)
