export {
  type AutodiscoverAnswer,
  type DiscoveredAccess,
  type DiscoveredLink,
  type DiscoveredLocation,
  MAX_AUTODISCOVER_BYTES,
  MAX_AUTODISCOVER_HREF,
  MAX_AUTODISCOVER_LINKS,
} from './answer.js';
export { AUTODISCOVER_ACCEPT, readAutodiscover } from './read.js';
