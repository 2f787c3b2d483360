/** What a scripted peer says, in order. */
export type StepName =
  | 'client_hello'
  | 'server_hello'
  | 'certificate'
  | 'certificate_request'
  | 'server_hello_done'
  | 'client_key_exchange'
  | 'certificate_verify'
  | 'change_cipher_spec'
  | 'finished'
  | 'application_data'
  | 'close_notify'
  | 'inserted';

export interface Step {
  readonly name: StepName;
  /** Content type of its records; `raw` bytes are sent without one. */
  readonly record: number | 'raw';
  /** Of a handshake message; its body then gets a header and goes into the transcript. */
  readonly handshake?: number;
  /** Nothing more can be said before the other side has answered. */
  readonly flush?: boolean;
  /** Everything after it is protected. */
  readonly changesCipher?: boolean;
  /** Made when its turn has come, for it may depend on what the other side said. */
  body(): Buffer;
}

export const contentType = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;

export function handshakeStep(
  name: StepName,
  handshake: number,
  body: () => Buffer,
  more: { readonly flush?: boolean } = {},
): Step {
  return { name, record: contentType.handshake, handshake, body, ...more };
}

export const changeCipherSpec: Step = {
  name: 'change_cipher_spec',
  record: contentType.changeCipherSpec,
  changesCipher: true,
  body: () => Buffer.from([1]),
};

export function applicationData(text: string): Step {
  return { name: 'application_data', record: contentType.applicationData, flush: true, body: () => Buffer.from(text) };
}

export const closeNotify: Step = {
  name: 'close_notify',
  record: contentType.alert,
  flush: true,
  body: () => Buffer.from([1, 0]),
};
