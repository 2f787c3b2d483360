import { escapeText } from '../../wire/xml/index.js';
import type { StepContext } from '../context.js';

/** The body is a reconstruction: the fields are documented, the elements are not. */
export function updateRequest({ model, firmware, mac, serial, memory }: StepContext): Buffer {
  const fields = {
    DeviceType: 'UCPhone',
    MacAddress: mac.replaceAll(':', '').toUpperCase(),
    SerialNumber: serial,
    Vendor: model.vendor,
    Model: model.name,
    Revision: 'A',
    Locale: 'ENU',
    UserId: memory.sipAddress ?? '',
  };
  const elements = Object.entries(fields).map(([name, value]) => `<${name}>${escapeText(value)}</${name}>`);
  return Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?><Request>${elements.join('')}` +
      `<Modules><Module><FileName>CPE.nbt</FileName><Version>${firmware}</Version></Module></Modules></Request>`,
  );
}
