/** One text of the display and what it rests on. */
export interface ScreenText {
  readonly text: string;
  /** `sourced`: the literal text of a vendor document or field report. `unconfirmed`: only the sense is known. */
  readonly evidence: 'sourced' | 'unconfirmed';
  readonly shown: string;
}

/** English texts. The Tanjay texts belong to phones with typed credentials. */
export const screenTexts = {
  off: { text: '', evidence: 'unconfirmed', shown: 'Before power-on, and where no text is known.' },
  acquiringAddress: {
    text: 'Acquiring IP Address',
    evidence: 'sourced',
    shown: 'From power-on until DHCP has answered; for ever without an answer.',
  },
  locatingCertificateService: {
    text: 'Locating the server to download the certificate',
    evidence: 'sourced',
    shown: 'PIN sign-in, while DHCP is asked for the certificate web service.',
  },
  certificateServiceNotLocated: {
    text: 'Unable to locate Lync Certificate Web service',
    evidence: 'sourced',
    shown: 'Option 43 is missing or outdated, or the web service does not answer.',
  },
  rootChainFailed: {
    text: 'Error downloading certificate chain from OCS Registrar. Please try again',
    evidence: 'sourced',
    shown: 'The web service answers, but gives no certificate chain.',
  },
  wrongPin: {
    text: 'Incorrect phone number or PIN',
    evidence: 'unconfirmed',
    shown: 'The web ticket service refused number and PIN: wrong, locked, expired, or no such user.',
  },
  wrongPassword: {
    text: 'Incorrect user name or password',
    evidence: 'unconfirmed',
    shown: 'The web ticket service or the registrar refused user and password.',
  },
  serverCertificateInvalid: {
    text: 'Cannot validate server certificate',
    evidence: 'unconfirmed',
    shown:
      'A web server is not trusted although the chain was looked for; with typed credentials the registrar, when neither Active Directory nor the web page of a CA gave a certificate.',
  },
  webServiceFailed: {
    text: 'Connection to Microsoft Lync failed',
    evidence: 'unconfirmed',
    shown: 'A web service cannot be reached or gives no ticket or certificate.',
  },
  locatingDomainController: {
    text: 'Locating Domain Controller',
    evidence: 'sourced',
    shown: 'Typed credentials, while Active Directory is looked for.',
  },
  downloadingCertificate: {
    text: 'Downloading Certificate',
    evidence: 'sourced',
    shown: 'Typed credentials, while the domain controller is asked for CA certificates.',
  },
  installingCertificate: {
    text: 'Installing Certificate',
    evidence: 'sourced',
    shown: 'Typed credentials, when the domain controller gave CA certificates.',
  },
  domainNotAccessible: {
    text: 'Cannot download the certificate because the domain is not accessible',
    evidence: 'unconfirmed',
    shown:
      'No domain controller answered the search for CA certificates, and the registrar is not trusted without them.',
  },
  connecting: {
    text: 'Connecting to Lync Server',
    evidence: 'sourced',
    shown: 'While the registrar is looked for and connected to; for ever when the phone does not trust it.',
  },
  registrarFailed: {
    text: 'Unable to contact Registrar for authentication. Please sign in again.',
    evidence: 'sourced',
    shown: 'The registrar cannot be found or reached, or does not authenticate the phone.',
  },
  notAuthorized: {
    text: 'Account used is not authorized',
    evidence: 'unconfirmed',
    shown: 'The registrar knows the user and refuses, at sign-in or later: not enabled, or policy.',
  },
  signedIn: {
    text: 'Signed in',
    evidence: 'unconfirmed',
    shown: 'A real phone shows its idle screen with the name or number of the user.',
  },
  exchangeUnavailable: {
    text: 'Connection to Microsoft Exchange is unavailable. Please contact your support team',
    evidence: 'sourced',
    shown: 'Signed in with a password, when Exchange is not trusted, cannot be reached or refuses.',
  },
  updating: {
    text: 'Updating software',
    evidence: 'unconfirmed',
    shown: 'While new firmware is installed, until the phone starts again.',
  },
  signedOut: {
    text: 'Signed out',
    evidence: 'unconfirmed',
    shown: 'After signing out, and when the registrar ends the registration: signed in elsewhere too often.',
  },
} as const satisfies Record<string, ScreenText>;

export type ScreenName = keyof typeof screenTexts;
