import { enterpriseRoot, enterpriseRootSha1 } from './enterprise-root.js';
import { enterpriseMigrated, enterpriseTwoTier } from './enterprise-two-tier.js';
import type { ChainRecipe } from './profile.js';
import { digicertGlobal2014, publicRoots } from './public-root.js';
import { selfSigned } from './self-signed.js';

/** Every profile. */
export const chainRecipes: readonly ChainRecipe[] = [
  enterpriseRoot,
  enterpriseRootSha1,
  enterpriseTwoTier,
  enterpriseMigrated,
  digicertGlobal2014,
  selfSigned,
  ...publicRoots,
];
