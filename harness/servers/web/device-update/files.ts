import { UPDATE_TYPE, type UpdateRuleKey, updateStores } from '../../../deployment/index.js';
import { pageAnswer, unknownRequest } from '../answers.js';
import type { WebAnswer, WebExchange, WebHandler } from '../exchange.js';
import type { Route } from '../routes.js';
import { storedImage } from './images.js';
import { sendFile } from './send-file.js';
import { deviceUpdateSettings, mayOffer, ownWebService, updateRules } from './service.js';

/** Longest path looked at; the parts of a rule's key are a word each. */
const MAX_PATH = 1024;

/** A file below one of the stores: those of every version that was imported, approved or not. Anybody may fetch them. */
const getFile: WebHandler = async (exchange) => {
  const parts = partsOf(exchange.request.path);
  const [deviceType = '', brand = '', model = '', revision = '', locale = '', version = '', type = '', name = ''] =
    parts;
  const { context } = exchange;
  const key: UpdateRuleKey = { deviceType, brand, model, revision, locale };
  const rule = updateRules(context).find(ownWebService(context), key);
  const there =
    parts.length === 8 &&
    type.toLowerCase() === UPDATE_TYPE.toLowerCase() &&
    rule?.stored.includes(version) &&
    mayOffer(deviceUpdateSettings(context).offer, key, version);
  if (!rule || !there) return missing(exchange);
  const stored = storedImage(context, rule, version);
  const wanted = name.toLowerCase();
  if (wanted === stored.image.name.toLowerCase())
    return sendFile(exchange, stored.image, { model: rule.model, version });
  const catalogue = wanted === stored.catalogueName.toLowerCase() ? await stored.catalogue() : undefined;
  return catalogue ? sendFile(exchange, catalogue, { model: rule.model, version }) : missing(exchange);
};

function missing(exchange: WebExchange): WebAnswer {
  exchange.record('device-update.missing', { path: exchange.secrets.text(exchange.request.path) });
  return unknownRequest(exchange, pageAnswer(404, 'There is nothing here.'));
}

/** The parts of a path below its store; none for a path that cannot be read. */
function partsOf(path: string): string[] {
  if (path.length > MAX_PATH) return [];
  const store = prefixes.find((prefix) => path.toLowerCase().startsWith(`${prefix}/`));
  if (store === undefined) return [];
  try {
    return path
      .slice(store.length + 1)
      .split('/')
      .map(decodeURIComponent);
  } catch {
    return [];
  }
}

const stores = Object.values(updateStores).flatMap(({ external, internal }) => [internal, external]);
const prefixes = stores.map((store) => store.toLowerCase());

export const updateFileRoutes: readonly Route[] = stores.map((store) => ({
  method: 'get',
  path: `${store}/*file`,
  handler: getFile,
}));
