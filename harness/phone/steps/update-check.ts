import { HarnessError } from '../../foundation/errors/index.js';
import { descend, escapeText, find, parseXml, text } from '../../wire/xml/index.js';
import type { Step, StepContext } from '../context.js';

export const UPDATE_HOST = 'ucupdates-r2';
export const UPDATE_PATH = '/RequestHandler/ucdevice.upx';

/**
 * The device update check, unauthenticated, over HTTPS (documented: "HTTP request over port 443"). Its failure shows
 * nowhere on the phone. Before the phone trusts any of this deployment it can only be refused by the phone itself: a
 * phone too old for the server's root cannot fetch the firmware that would have it. The address that in-band
 * provisioning gives after sign-in is not used; the DNS name serves both times. Nothing is downloaded or installed.
 */
export const updateCheck: Step = {
  name: 'update-check',
  essential: false,
  async run(context) {
    const domain = context.memory.lease?.domain;
    if (domain === undefined) {
      throw new HarnessError('PHONE_NAME_NOT_FOUND', { name: UPDATE_HOST, type: 'A', code: 'DHCP gave no domain' });
    }
    const url = `https://${UPDATE_HOST}.${domain}${UPDATE_PATH}`;
    const what = 'the update check';
    const answer = await context.web.send({
      method: 'POST',
      url,
      headers: { 'Content-Type': 'text/xml; charset=utf-8' },
      body: Buffer.from(updateRequest(context)),
      what,
    });
    if (answer.status !== 200) {
      throw new HarnessError('PHONE_HTTP_REFUSED', { url, what, status: answer.status, detail: '' });
    }
    return offered(answer.body);
  },
};

/** The body is a reconstruction: the fields are documented, the elements are not. */
function updateRequest({ model, firmware, mac, serial, memory }: StepContext): string {
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
  return (
    `<?xml version="1.0" encoding="utf-8"?><Request>${elements.join('')}` +
    `<Modules><Module><FileName>CPE.nbt</FileName><Version>${firmware}</Version></Module></Modules></Request>`
  );
}

/** @throws HarnessError WIRE_INVALID */
function offered(body: Buffer): string {
  const answer = parseXml(body);
  const downloads = find(answer, 'Downloads');
  const module = find(answer, 'Module');
  const version = module && descend(module, 'Version');
  return version
    ? `firmware ${text(version).trim()} is offered`
    : `${downloads ? text(downloads).trim() : '0'} downloads`;
}
