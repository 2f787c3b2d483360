import { HarnessError } from '../../foundation/errors/index.js';
import { attribute, children, find, parseXml, text, type XmlElement } from '../../wire/xml/index.js';
import type { Provisioned } from '../provisioned.js';

/** Characters of one setting that are kept; URLs are the longest. */
const MAX_SETTING = 2000;

/**
 * The settings in a provisionGroupList (MS-SIPREGE 2.2.2.5). Names are compared without regard to case: the product's
 * documents print them in lower case, and which spelling phones insist on is unknown.
 * @throws HarnessError WIRE_INVALID, WIRE_TOO_LARGE
 */
export function readProvisioned(body: Buffer): Provisioned {
  const root = parseXml(body);
  if (root.localName !== 'provisionGroupList') {
    const what = 'The provisioning answer';
    throw new HarnessError('WIRE_INVALID', { what, place: 'the root', detail: `it is <${root.localName}>` });
  }
  const groups = children(root, 'provisionGroup');
  const server = groups.find((group) => attribute(group, 'name')?.toLowerCase() === 'serverconfiguration');
  const settings = server ? settingsOf(server) : new Map<string, string>();
  const policy = wordOf(find(root, isDeviceUpdate));
  return {
    groups: groups.flatMap((group) => attribute(group, 'name') ?? []),
    ...provisioned(settings),
    // An IP phone policy; which group carries it is unknown.
    ...(policy === 'true' || policy === 'false' ? { deviceUpdate: policy === 'true' } : {}),
  };
}

/** An element of that name, or a property with it: how it stands in which group is unknown. */
function isDeviceUpdate(element: XmlElement): boolean {
  return [element.localName, attribute(element, 'name')].some((name) => name?.toLowerCase() === 'enabledeviceupdate');
}

function wordOf(element: XmlElement | undefined): string | undefined {
  return element && text(element).trim().toLowerCase();
}

function provisioned(settings: ReadonlyMap<string, string>): Omit<Provisioned, 'groups'> {
  const word = (name: string) => settings.get(name.toLowerCase()) || undefined;
  const number = (name: string) => {
    const value = word(name);
    return value !== undefined && /^[0-9]{1,5}$/.test(value) ? Number(value) : undefined;
  };
  const flag = (name: string) => {
    const value = word(name)?.toLowerCase();
    return value === 'true' || value === 'false' ? value === 'true' : undefined;
  };
  return present({
    // Switched off, the service has no address.
    updateUrl: flag('updatesServerEnabled') === false ? undefined : word('updatesServerInternalUrl'),
    externalUpdateUrl: flag('updatesServerEnabled') === false ? undefined : word('updatesServerExternalUrl'),
    pinLock: filled({
      enforced: flag('ucEnforcePinLock'),
      leastDigits: number('ucMinPinLength'),
      afterMinutes: number('ucPhoneTimeOut'),
    }),
    logging: filled({ enabled: flag('ucEnableUserLogging'), level: word('loggingLevel') }),
    sipSecurity: word('ucEnableSIPSecurityMode'),
    voiceDiffServ: number('ucDiffServVoice'),
    voiceMailPollMinutes: number('ucExchangeMWIPoll'),
    // A recollected name, which no client at hand was seen to read.
    exchangeUrl: word('ewsInternalUrl'),
    locationProfile: word('ucLocationProfile'),
  });
}

/** Flat elements, one a setting (MS-SIPREGE 2.2.2.5.1); of a repeated one the first counts. */
function settingsOf(group: XmlElement): Map<string, string> {
  const settings = new Map<string, string>();
  for (const element of children(group)) {
    const name = element.localName.toLowerCase();
    if (!settings.has(name)) settings.set(name, text(element).trim().slice(0, MAX_SETTING));
  }
  return settings;
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function present<T extends object>(values: T): Present<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Present<T>;
}

/** Nothing, where nothing is in it. */
function filled<T extends object>(values: T): Present<T> | undefined {
  const found = present(values);
  return Object.keys(found).length > 0 ? found : undefined;
}
