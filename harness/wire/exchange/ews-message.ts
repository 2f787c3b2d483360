import { envelope } from '../soap/index.js';
import { escapeText } from '../xml/index.js';
import { EWS_ERRORS, EWS_MESSAGES, EWS_TYPES } from './namespaces.js';

/** A request as clients of Exchange 2007 SP1 and later send it. */
export function writeEwsRequest(operationXml: string): string {
  const version = `<t:RequestServerVersion xmlns:t="${EWS_TYPES}" Version="Exchange2007_SP1"/>`;
  return `<?xml version="1.0" encoding="utf-8"?>${envelope(operationXml, version)}`;
}

/** An answer, with the version header every answer has; 14.3 is Exchange 2010 SP3. */
export function writeEwsResponse(operationXml: string): string {
  const version =
    `<h:ServerVersionInfo xmlns:h="${EWS_TYPES}" MajorVersion="14" MinorVersion="3" MajorBuildNumber="123" ` +
    'MinorBuildNumber="3" Version="Exchange2010_SP2"/>';
  return `<?xml version="1.0" encoding="utf-8"?>${envelope(operationXml, version)}`;
}

/** `<m:FindItemResponse>` around one response message, as most operations answer. */
export function responseMessage(operation: string, contentXml: string): string {
  return (
    `<m:${operation}Response xmlns:m="${EWS_MESSAGES}" xmlns:t="${EWS_TYPES}"><m:ResponseMessages>` +
    `<m:${operation}ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${contentXml}` +
    `</m:${operation}ResponseMessage></m:ResponseMessages></m:${operation}Response>`
  );
}

/** The same for a request that was understood and failed. */
export function errorMessage(operation: string, code: string, sentence: string): string {
  return (
    `<m:${operation}Response xmlns:m="${EWS_MESSAGES}" xmlns:t="${EWS_TYPES}"><m:ResponseMessages>` +
    `<m:${operation}ResponseMessage ResponseClass="Error"><m:MessageText>${escapeText(sentence)}</m:MessageText>` +
    `<m:ResponseCode>${code}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>` +
    `</m:${operation}ResponseMessage></m:ResponseMessages></m:${operation}Response>`
  );
}

/** A request that is not understood; with HTTP status 500. */
export function writeEwsFault(code: 'ErrorInvalidRequest' | 'ErrorSchemaValidation', sentence: string): string {
  return envelope(
    `<s:Fault><faultcode xmlns:a="${EWS_TYPES}">a:${code}</faultcode>` +
      `<faultstring xml:lang="en-US">${escapeText(sentence)}</faultstring><detail>` +
      `<e:ResponseCode xmlns:e="${EWS_ERRORS}">${code}</e:ResponseCode>` +
      `<e:Message xmlns:e="${EWS_ERRORS}">${escapeText(sentence)}</e:Message></detail></s:Fault>`,
  );
}
