import { EWS_MESSAGES, EWS_TYPES } from '../../../wire/exchange/index.js';
import type { EwsOperation } from './operation.js';

/** GetUserOofSettings: nobody here is out of office. */
export const getUserOofSettings: EwsOperation = ({ now }) => {
  const at = now.toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    code: 'NoError',
    xml:
      `<GetUserOofSettingsResponse xmlns="${EWS_MESSAGES}"><ResponseMessage ResponseClass="Success">` +
      `<ResponseCode>NoError</ResponseCode></ResponseMessage><OofSettings xmlns="${EWS_TYPES}">` +
      '<OofState>Disabled</OofState><ExternalAudience>None</ExternalAudience>' +
      `<Duration><StartTime>${at}</StartTime><EndTime>${at}</EndTime></Duration>` +
      '<InternalReply><Message/></InternalReply><ExternalReply><Message/></ExternalReply></OofSettings>' +
      '<AllowExternalOof>All</AllowExternalOof></GetUserOofSettingsResponse>',
  };
};
