const long = (word: string, count: number) => word.repeat(count);
const viaNames = ['Via', 'v', 'V', 'Via', 'ViA', 'VIa', 'VIA', 'via', 'viA', 'vIa', 'vIA', 'V ', 'v ', 'V  ', 'v  '];

/** 3.1.1.7: long values, and the name Via in every form it can be written in. */
export const LONG_VALUES: readonly string[] = [
  'INVITE sip:user@example.com SIP/2.0',
  `To: "I have a user name of ${long('extreme', 10)} proportion"<sip:user@example.com:6000;unknownparam1=very${long('long', 20)}value;longparam${long('name', 25)}=shortvalue;very${long('long', 25)}ParameterNameWithNoValue>`,
  `F: sip:${long('amazinglylongcallername', 5)}@example.net;tag=12${long('982', 50)}424;unknownheaderparam${long('name', 20)}=unknowheaderparam${long('value', 15)};unknownValueless${long('paramname', 10)}`,
  `Call-ID: longreq.one${long('really', 20)}longcallid`,
  'CSeq: 3882340 INVITE',
  `Unknown-${long('Long', 20)}-Name: unknown-${long('long', 20)}-value; unknown-${long('long', 20)}-parameter-name = unknown-${long('long', 20)}-parameter-value`,
  ...Array.from({ length: 33 }, (_, i) => `${viaNames[i] ?? 'Via '}: SIP/2.0/TCP sip${33 - i}.example.com`),
  `Via: SIP/2.0/TCP host.example.com;received=192.0.2.5;branch=very${long('long', 50)}branchvalue`,
  'Max-Forwards: 70',
  `Contact: <sip:${long('amazinglylongcallername', 5)}@host5.example.net>`,
  'Content-Type: application/sdp',
  'l: 150',
];
