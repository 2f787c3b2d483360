import type { Case } from './case.js';
import { dateCases } from './cases/dates.js';
import { defectCases } from './cases/defects.js';
import { deliveryCases } from './cases/delivery.js';
import { incidentCases } from './cases/incidents.js';
import { nameCases } from './cases/names.js';
import { publicRootCases } from './cases/public-roots.js';
import { rootEndCases } from './cases/root-ends.js';

/** Every case, in the order of the page. */
export const catalogue: readonly Case[] = [
  ...incidentCases,
  ...publicRootCases,
  ...rootEndCases,
  ...deliveryCases,
  ...defectCases,
  ...nameCases,
  ...dateCases,
];
