/** Methods this Front End answers with more than an error. */
export const ALLOWED_METHODS = 'REGISTER, OPTIONS, ACK, CANCEL';
