/** Answers to a REGISTER: the list of challenges, a step of a handshake, and what comes of a proven request. */
export const registerPoints = ['front-end.challenge', 'front-end.handshake', 'front-end.register'] as const;

/** Answers that carry a signature. */
export const signedPoints = [
  'front-end.register',
  'front-end.subscribe',
  'front-end.service',
  'front-end.other',
] as const;

/** Every answer of the Front End. */
export const sipPoints = [
  'front-end.challenge',
  'front-end.handshake',
  'front-end.register',
  'front-end.subscribe',
  'front-end.service',
  'front-end.other',
] as const;
