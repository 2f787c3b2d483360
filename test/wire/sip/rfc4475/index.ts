import { messagesBeyondSyntax } from './beyond-syntax.js';
import { invalidMessages } from './invalid.js';
import { validMessages } from './valid.js';

export type { TortureMessage } from './torture-message.js';
/** All 49 messages of RFC 4475. */
export const tortureMessages = [...validMessages, ...invalidMessages, ...messagesBeyondSyntax];
