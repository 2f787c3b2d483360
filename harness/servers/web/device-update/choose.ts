import { host, type UpdateRuleKey, updateFolder, updateStores } from '../../../deployment/index.js';
import type { EventDetails, UpdateModule } from '../../../journal/index.js';
import { ruleIdentity, selectUpdate } from '../../../pool/index.js';
import type { WebExchange } from '../exchange.js';
import { type StoredImage, storedImage } from './images.js';
import type { UpdateCheck } from './read-check.js';
import { deviceUpdateSettings, mayOffer, ownWebService, updateRules } from './service.js';

/** An update as it is offered. */
export interface OfferedUpdate {
  readonly baseUrl: string;
  readonly externalBaseUrl: string;
  readonly module: Required<UpdateModule>;
}

export interface UpdateChoice {
  readonly offered?: OfferedUpdate;
  /** For the journal. */
  readonly told: EventDetails['device-update.answer'];
}

/** The answer to a check, before it has a form. */
export function chooseUpdate(exchange: WebExchange, check: UpdateCheck): UpdateChoice {
  const { context } = exchange;
  const rules = updateRules(context);
  const key = keyOf(check);
  const installed = check.version ?? check.modules?.find(({ version }) => version !== undefined)?.version;
  const about = installed === undefined ? {} : { installed };
  const selected = selectUpdate(rules, ownWebService(context), { key, ...check, version: installed });
  const { rule } = selected;
  const forced = rule && exchange.failure('update-choice');
  if (!forced && selected.outcome === 'nothing') {
    const { reason, differs } = selected;
    const named = rule && { rule: ruleIdentity(rule) };
    const waiting = reason === 'not-approved' && rule?.pending !== undefined && { version: rule.pending };
    return { told: { downloads: 0, reason, ...about, ...named, ...waiting, ...(differs && { differs }) } };
  }
  const version = forced ? forced.version : selected.outcome === 'offer' ? selected.version : undefined;
  if (!rule || version === undefined) return { told: { downloads: 0, reason: 'no-rule', ...about } };
  const identity = { ...about, rule: ruleIdentity(rule), version };
  if (!mayOffer(deviceUpdateSettings(context).offer, rule, version)) {
    return { told: { downloads: 0, reason: 'withheld', ...identity } };
  }
  if (forced) rules.store(rule.id, version);
  const image = storedImage(context, rule, version);
  const offered = offerOf(exchange, rule, image);
  const { baseUrl, externalBaseUrl } = offered;
  return {
    offered,
    told: {
      downloads: 1,
      ...identity,
      ...(image.signature && { signature: image.signature }),
      ...(selected.outcome === 'offer' && selected.pending && !forced && { pending: true }),
      ...{ baseUrl, externalBaseUrl },
    },
  };
}

/** What a device leaves out is as most devices have it. */
function keyOf({ deviceType, locale, model, revision, vendor }: UpdateCheck): UpdateRuleKey {
  return {
    deviceType: deviceType ?? 'UCPhone',
    brand: vendor ?? '',
    model: model ?? '',
    revision: revision ?? 'A',
    locale: locale ?? 'ENU',
  };
}

function offerOf({ context }: WebExchange, rule: UpdateRuleKey, image: StoredImage): OfferedUpdate {
  const { imagesMade, storeForm, storeUrls } = deviceUpdateSettings(context);
  const { fqdn } = host(context.deployment, 'web');
  const folder = updateFolder(rule, image.version);
  const stores = updateStores[storeForm];
  const configured = storeUrls === 'configured';
  return {
    baseUrl: configured ? `http://${fqdn}${stores.internal}/${folder}` : '',
    externalBaseUrl: configured ? `https://${fqdn}${stores.external}/${folder}` : '',
    module: {
      file: image.image.name,
      signatureFile: image.catalogueName,
      version: image.version,
      timestamp: `${imagesMade.toISOString().slice(0, 19)}Z`,
    },
  };
}
