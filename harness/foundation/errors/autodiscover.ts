import { entries } from './entry.js';

/** Of the emulated phone that looks for its pool by Lync autodiscover. */
export const autodiscoverErrors = entries({
  PHONE_AUTODISCOVER_UNUSABLE: {
    sentence: 'The phone cannot use the autodiscover answer of {url}: {detail}.',
    action:
      'Correct what the autodiscover service of that pool tells: links by https, and the server for the location.',
    exit: 1,
  },
  PHONE_AUTODISCOVER_LOOP: {
    sentence: 'Autodiscover sends the phone from link to link without an end: {detail}.',
    action: 'Find the pools that redirect to each other, and let the one where the user is homed answer itself.',
    exit: 1,
  },
  PHONE_AUTODISCOVER_FAILED: {
    sentence: 'Autodiscover told the phone no SIP server of {domain}: {detail}',
    action:
      'Publish lyncdiscoverinternal or lyncdiscover of the SIP domain, or the SRV records the phone asks for next.',
    exit: 1,
  },
});
