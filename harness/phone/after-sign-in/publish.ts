import { HarnessError } from '../../foundation/errors/index.js';
import type { SipResponse } from '../../wire/sip/index.js';
import { escapeAttribute } from '../../wire/xml/index.js';
import type { Step, StepContext } from '../context.js';
import { instanceOf } from '../identity.js';
import { currentVersions, publicationKey, takeVersions } from './publication-versions.js';
import { registered, supports } from './registered.js';

const TYPE = 'application/msrtc-category-publish+xml';
/** "Available"; a phone that was just signed in is in use. */
const AVAILABLE = 3500;
/** What the user's own devices see, and what those she lets see her state do (observed). */
const OWN = 2;
const OTHERS = 3;

interface Publication {
  readonly category: 'device' | 'state';
  readonly container: number;
  readonly content: string;
}

/**
 * Publishes that the device is there, and its state: the first publications of a client of this family (observed of
 * pidgin-sipe; of phones it is recollected). A wrong version is corrected by the server's, once.
 */
export const publish: Step = {
  name: 'publish',
  essential: false,
  due: (context) => supports(context, 'msrtc-event-categories'),
  async run(context) {
    let response = await send(context);
    if (response.status === 409) {
      const current = currentVersions(response.body);
      publications(context).forEach((each, index) => {
        const version = current.get(index + 1);
        if (version !== undefined) context.memory.publications.set(keyOf(context, each), version);
      });
      response = await send(context);
    }
    const { body, reason, status } = response;
    if (status !== 200) throw new HarnessError('PHONE_REQUEST_REFUSED', { what: 'the publication', status, reason });
    if (body.length > 0) takeVersions(context.memory.publications, body);
    return 'device and state';
  },
};

async function send(context: StepContext): Promise<SipResponse> {
  const registration = registered(context);
  return await registration.ask(registration.subscriptions.newDialog(), {
    method: 'SERVICE',
    headers: [],
    body: { type: TYPE, text: document(context) },
  });
}

function document(context: StepContext): string {
  const own = escapeAttribute(`sip:${context.memory.sipAddress ?? ''}`);
  const each = publications(context).map((publication) => {
    const { category, container, content } = publication;
    const version = context.memory.publications.get(keyOf(context, publication)) ?? 0;
    return (
      `<publication categoryName="${category}" instance="${instance(context)}" container="${container}" ` +
      `version="${version}" expireType="endpoint">${content}</publication>`
    );
  });
  return (
    '<publish xmlns="http://schemas.microsoft.com/2006/09/sip/rich-presence">' +
    `<publications uri="${own}">${each.join('')}</publications></publish>`
  );
}

function publications({ epid, mac, memory }: StepContext): Publication[] {
  const endpoint = instanceOf(epid).replace(/[{}]/g, '');
  const own = escapeAttribute(`sip:${memory.sipAddress ?? ''}`);
  const device =
    `<device xmlns="http://schemas.microsoft.com/2006/09/sip/device" endpointId="${endpoint}">` +
    `<capabilities preferred="false" uri="${own}"/><timezone>00:00:00+00:00</timezone>` +
    `<machineName>${mac.replaceAll(':', '')}</machineName></device>`;
  const state =
    '<state xmlns="http://schemas.microsoft.com/2006/09/sip/state" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" manual="false" xsi:type="machineState">' +
    `<availability>${AVAILABLE}</availability></state>`;
  return [
    { category: 'device', container: OWN, content: device },
    { category: 'state', container: OWN, content: state },
    { category: 'state', container: OTHERS, content: state },
  ];
}

/** One number for this endpoint, as others derive it from the epid (inferred). */
function instance({ epid }: StepContext): number {
  return Number.parseInt(epid.slice(0, 7), 16);
}

function keyOf(context: StepContext, { category, container }: Publication): string {
  return publicationKey(category, instance(context), container);
}
