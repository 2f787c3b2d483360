export {
  type AutodiscoverResult,
  type MailboxSettings,
  readAutodiscoverRequest,
  readAutodiscoverResponse,
  writeAutodiscoverError,
  writeAutodiscoverRequest,
  writeAutodiscoverSettings,
} from './autodiscover.js';
export { errorMessage, responseMessage, writeEwsFault, writeEwsRequest, writeEwsResponse } from './ews-message.js';
export * from './namespaces.js';
