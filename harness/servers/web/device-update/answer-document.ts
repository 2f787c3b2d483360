import { escapeText } from '../../../wire/xml/index.js';
import { xmlAnswer } from '../answers.js';
import type { WebAnswer } from '../exchange.js';
import type { OfferedUpdate } from './choose.js';

const HEAD = '<?xml version="1.0" encoding="utf-8"?>\r\n';

/** The answer in the reconstructed form `upx-r1`: only BaseURL and ExternalBaseURL are documented names. */
export function updateAnswer(offered: OfferedUpdate | undefined): WebAnswer {
  if (!offered) return xmlAnswer(`${HEAD}<Response><Downloads>0</Downloads></Response>`);
  const { file, signatureFile, timestamp, version } = offered.module;
  const module =
    element('FileName', file) +
    element('SignatureFileName', signatureFile) +
    element('Version', version) +
    element('Timestamp', timestamp);
  return xmlAnswer(
    `${HEAD}<Response><Downloads>1</Downloads>${element('BaseURL', offered.baseUrl)}` +
      `${element('ExternalBaseURL', offered.externalBaseUrl)}<Modules><Module>${module}</Module></Modules></Response>`,
  );
}

/** What a template may put in its place. */
export function updateValues(offered: OfferedUpdate | undefined): Readonly<Record<string, string>> {
  return {
    'update.downloads': offered ? '1' : '0',
    'update.base-url': escapeText(offered?.baseUrl ?? ''),
    'update.external-base-url': escapeText(offered?.externalBaseUrl ?? ''),
    'update.version': offered?.module.version ?? '',
    'update.file': offered?.module.file ?? '',
    'update.signature-file': offered?.module.signatureFile ?? '',
    'update.timestamp': offered?.module.timestamp ?? '',
  };
}

function element(name: string, value: string): string {
  return `<${name}>${escapeText(value)}</${name}>`;
}
