/** What the emulated phone says of itself; a real phone says none of it. */
export interface PhoneEvents {
  'phone.step': {
    /** File name of the step: `inform`, `root-chain`, `register`… */
    readonly step: string;
    readonly state: 'started' | 'done' | 'failed';
    readonly detail?: string;
    /** Code of the error table when it failed, and what its row says to do. */
    readonly code?: string;
    readonly action?: string;
  };
  'phone.screen': { readonly text: string };
  /** What the phone learnt of a name, or that it learnt nothing. */
  'phone.looked-up': {
    readonly name: string;
    /** Type of record asked for. */
    readonly asked: 'A' | 'SRV';
    /** Addresses, or `host:port` in the order of preference; empty where there is none. */
    readonly answers: readonly string[];
    /** Response code, or what else kept it from an answer. */
    readonly problem?: string;
  };
  /** A step of Lync autodiscover: where an answer led the phone, or what kept it from one. */
  'phone.autodiscover': {
    /** What was asked; a bare name where DNS does not have it. */
    readonly url: string;
    readonly state: 'redirected' | 'linked' | 'ticket-wanted' | 'found' | 'failed';
    /** The URL it goes on to: the link, or the web ticket service. */
    readonly to?: string;
    /** `host:port` of the SIP server. */
    readonly server?: string;
    /** Where the answer takes the phone to be. */
    readonly location?: 'Internal' | 'External';
    /** Why it failed, and the code of the error table. */
    readonly problem?: string;
    readonly code?: string;
  };
  /** A TLS connection whose certificates the phone accepted. */
  'phone.secured': {
    readonly host: string;
    readonly version: string;
    readonly suite: string;
    readonly resumed: boolean;
  };
  /** A message of the server that the phone threw away, as clients do with what is not signed. */
  'phone.dropped': {
    /** Method of a request, status of a response. */
    readonly message: string;
    readonly problem: string;
  };
  /** A web server sent the phone elsewhere. */
  'phone.redirected': {
    readonly from: string;
    readonly to: string;
    readonly status: number;
    /** Whether it went there, and by which policy of its own. */
    readonly followed: boolean;
    readonly policy: string;
  };
  /** The update service offered firmware; whether the phone takes it. */
  'phone.update-offered': {
    readonly installed: string;
    readonly version: string;
    /** URL of the check. */
    readonly from: string;
    readonly taken: boolean;
  };
  /** A firmware image on its way to the phone. */
  'phone.update-download': {
    readonly version: string;
    readonly url: string;
    readonly state: 'started' | 'resumed' | 'under-way' | 'interrupted' | 'complete';
    /** That have come so far. */
    readonly bytes: number;
    /** Of the whole, once known. */
    readonly total?: number;
    readonly problem?: string;
  };
  /** An image the phone does not install: what is wrong with it. */
  'phone.update-refused': {
    readonly version: string;
    readonly why: 'signature' | 'hash' | 'size' | 'file' | 'version' | 'model' | 'unreadable';
    readonly sentence: string;
  };
  /** A new firmware is installed, and the phone restarts. */
  'phone.firmware': {
    readonly from: string;
    readonly to: string;
    readonly authority: 'update-service' | 'provisioning-server';
  };
  /** The firmware crashed, and the phone reboots. */
  'phone.crashed': { readonly firmware: string };
  /** The phone asked before it installed, and its user would rather not. */
  'phone.update-postponed': { readonly version: string };
  /** What became of the PIN that locks the phone: a new firmware did not take it over. */
  'phone.lock-lost': { readonly from: string; readonly to: string };
  'phone.certificate-verdict': {
    readonly host: string;
    readonly trusted: boolean;
    readonly reason?: string;
    readonly sentence?: string;
    /** Subjects, leaf first. */
    readonly path: readonly string[];
    readonly anchor?: string;
  };
  'phone.outcome': {
    readonly outcome: 'signed-in' | 'sign-in-failed';
    /** The step that failed, or the last one. */
    readonly step: string;
    readonly detail?: string;
  };
}
