/** Methods this Front End answers with more than an error. */
export const ALLOWED_METHODS = 'REGISTER, SUBSCRIBE, SERVICE, OPTIONS, ACK, CANCEL';
