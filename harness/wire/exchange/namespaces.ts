/** Plain-old-XML Autodiscover (MS-OXDSCLI 2.2.3 and 2.2.4). */
export const AUTODISCOVER_REQUEST = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006';
export const AUTODISCOVER_RESPONSE = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a';
export const AUTODISCOVER_ENVELOPE = 'http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006';

/** Exchange Web Services. */
export const EWS_MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';
export const EWS_TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
export const EWS_ERRORS = 'http://schemas.microsoft.com/exchange/services/2006/errors';
