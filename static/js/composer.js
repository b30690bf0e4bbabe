// What only the composer needs.
import "rednote/elements/text-suggest.js";
import "rednote/elements/photo-picker.js";
import "rednote/elements/photo-editor.js";
import "rednote/elements/draft-saver.js";
import "rednote/elements/cover-preview.js";
