import { entries } from './entry.js';

export const phoneErrors = entries({
  PROFILE_INVALID: {
    sentence: '{file} is no profile of a phone; {place}: {detail}.',
    action: 'Let `mock-lync serve --learn FILE` write it anew, or correct what is named.',
    exit: 2,
  },
  PHONE_MODEL_UNKNOWN: {
    sentence: 'No phone model is called "{model}".',
    action: 'Choose one of: {models}.',
    exit: 2,
  },
  PHONE_CREDENTIALS_UNSUPPORTED: {
    sentence: 'A {model} cannot sign in by {signIn}.',
    action: 'Choose the other way to sign in, or a model that has this one.',
    exit: 2,
  },
  PHONE_CREDENTIALS_INVALID: {
    sentence: 'What was typed into the phone cannot be used: {detail}.',
    action: 'Give a number of digits and a PIN, or a SIP address such as alice@contoso.test.',
    exit: 2,
  },
  PHONE_STATE_INVALID: {
    sentence: 'The state of a phone in {file} cannot be used, {place}: {detail}.',
    action: 'Correct that place, or name a file that is not there yet, for a phone as it leaves the factory.',
    exit: 2,
  },
  PHONE_DIAL_INVALID: {
    sentence: 'The dial table entry "{key}" leads to "{entry}", which is not an address and a port.',
    action: 'Write it as 127.0.0.1:40443.',
    exit: 2,
  },
  PHONE_ADDRESS_UNUSABLE: {
    sentence: 'The phone cannot use its address {address} ({detail}).',
    action: 'Give an address this computer has; port 68 needs administrator rights, port 0 does not.',
    exit: 3,
  },
  PHONE_SWITCHED_OFF: {
    sentence: 'The phone was switched off.',
    action: 'Power it on again.',
    exit: 1,
  },
  PHONE_NO_LEASE: {
    sentence: 'No DHCP server answered the phone.',
    action:
      'Check that the DHCP server is on the segment of the phone and answers DHCPINFORM of the class MS-UC-Client.',
    exit: 1,
  },
  PHONE_NO_DNS_SERVER: {
    sentence: 'The phone knows no DNS server, so {name} cannot be looked up.',
    action: 'Put option 6 into the DHCP scope of the phone.',
    exit: 1,
  },
  PHONE_DNS_SILENT: {
    sentence: 'No DNS server answered the question for {name} ({type}).',
    action: 'Check that the servers of option 6 ({servers}) answer on UDP port 53.',
    exit: 1,
  },
  PHONE_NAME_NOT_FOUND: {
    sentence: 'DNS has no {type} record for {name} ({code}).',
    action: 'Publish the record in the zone that the DNS servers of the phone serve.',
    exit: 1,
  },
  PHONE_NO_TIME: {
    sentence: 'The phone could not learn the date: {detail}.',
    action: 'Publish _ntp._udp of the DHCP domain, or let time.windows.com be reached on UDP port 123.',
    exit: 1,
  },
  PHONE_EXCHANGE_REFUSED: {
    sentence: 'Exchange did not answer {what} with what the phone needs: {detail}.',
    action: 'Check Autodiscover and Exchange Web Services of the mailbox, and the user name and password of the phone.',
    exit: 1,
  },
  PHONE_CONNECT_FAILED: {
    sentence: 'The phone could not connect to {endpoint}: {detail}.',
    action: 'Check that the server listens there and no firewall stands between.',
    exit: 1,
  },
  PHONE_NO_ANSWER: {
    sentence: '{who} did not answer {what} within {limit} s.',
    action: 'See in the journal whether the request arrived.',
    exit: 1,
  },
  PHONE_CONNECTION_LOST: {
    sentence: '{who} closed the connection before it answered {what}.',
    action: 'Look for the reason in the journal or log of that server.',
    exit: 1,
  },
  PHONE_SERVER_UNTRUSTED: {
    sentence: 'The phone does not accept the certificate of {host}: {sentence}',
    action:
      'Deliver the root to the phone (web service or Active Directory), update its firmware, or change the certificate.',
    exit: 1,
  },
  PHONE_URL_INVALID: {
    sentence: 'The phone was given "{url}" for {what}, which it cannot use: {detail}.',
    action: 'Correct the place it was given; for option 43, compare every sub-option with what DHCPUtil prints.',
    exit: 1,
  },
  PHONE_PIN_UNPROTECTED: {
    sentence: 'The PIN should go to {url}, where anybody on the way could read it; the phone kept it.',
    action: 'Publish the web ticket service by https alone: its metadata and every redirect must name https URLs.',
    exit: 1,
  },
  PHONE_HTTP_REFUSED: {
    sentence: '{url} answered {what} with the status {status}{detail}.',
    action: 'Look up that status in the log of the web services.',
    exit: 1,
  },
  PHONE_HTTP_INVALID: {
    sentence: '{url} answered {what} with something that is not usable HTTP: {detail}.',
    action: 'Check that a web server and not something else listens there.',
    exit: 1,
  },
  PHONE_NO_CERTIFICATE_SERVICE: {
    sentence: 'Option 43 did not tell the phone where the certificate web service is: {detail}.',
    action:
      'Configure option 43 for the vendor class MS-UC-Client in the scope of the phone; DHCPUtil prints its value.',
    exit: 1,
  },
  PHONE_ROOT_CHAIN_UNREACHABLE: {
    sentence: 'The certificate web service could not be reached for the root chain: {detail}',
    action: 'Check the host in option 43, its DNS record, and that ports 80 and 443 of the web service are open.',
    exit: 1,
  },
  PHONE_ROOT_CHAIN_REFUSED: {
    sentence: 'The certificate web service did not give its root chain: {detail}',
    action: 'Enable the download: Set-CsWebServiceConfiguration -EnableCertChainDownload $true.',
    exit: 1,
  },
  PHONE_NO_DOMAIN_CONTROLLER: {
    sentence: 'The phone found no domain controller of "{domain}": {detail}',
    action: 'Type the DNS name of the domain before the user name (contoso.com\\user), and publish _ldap._tcp of it.',
    exit: 1,
  },
  PHONE_DIRECTORY_REFUSED: {
    sentence: 'The domain controller {host} did not give its CA certificates: {detail}.',
    action: 'Look up the result in its log; published certificates are below CN=Public Key Services.',
    exit: 1,
  },
  PHONE_DIRECTORY_EMPTY: {
    sentence: 'The domain controller {host} has no CA certificate the phone can use: {detail}.',
    action: 'Publish the root and the issuing CA: certutil -f -dspublish FILE RootCA, and SubCA.',
    exit: 1,
  },
  PHONE_AUTHORITY_PAGE_FAILED: {
    sentence: 'No web page of a CA that the directory names gave the phone a chain: {detail}',
    action:
      'Publish the root in the directory (certutil -f -dspublish FILE RootCA), or let the user read http://CA/certsrv: Web Enrollment is a role of its own, and DNS must have the CA.',
    exit: 1,
  },
  PHONE_METADATA_INCOMPLETE: {
    sentence: 'The metadata of {url} lack {what}.',
    action: 'Check that this way of signing in is enabled in the web service configuration.',
    exit: 1,
  },
  PHONE_WEB_TICKET_REFUSED: {
    sentence: 'The web ticket service refused the credentials: {detail}.',
    action: 'Check number and PIN (locked, expired, not set?), or user, domain and password.',
    exit: 1,
  },
  PHONE_WEB_TICKET_MISMATCHED: {
    sentence: 'The web ticket is not what the phone asked for: {detail}.',
    action: 'Check the web ticket service: audience and user of a ticket follow from the request.',
    exit: 1,
  },
  PHONE_CERTIFICATE_REFUSED: {
    sentence: 'The certificate web service gave the user no certificate: {detail}.',
    action: 'Look for the reason in its log; a home pool whose user store is unavailable is one.',
    exit: 1,
  },
  PHONE_CERTIFICATE_MISMATCHED: {
    sentence: 'The user certificate is not what the phone asked for: {detail}.',
    action: 'Check the certificate web service: key and name of a certificate follow from the request.',
    exit: 1,
  },
  PHONE_NO_REGISTRAR: {
    sentence: 'The phone found no registrar: {detail}',
    action: 'Publish _sipinternaltls._tcp of the SIP domain, or configure option 120.',
    exit: 1,
  },
  PHONE_STRICT_DOMAIN: {
    sentence:
      'The SRV record of {domain} leads to {target}, outside that domain; firmware 4.0.7577.4363 and later refuse that.',
    action: 'Let the record lead to sip.{domain}, and put that name into the certificate.',
    exit: 1,
  },
  PHONE_NO_TLS_DSK: {
    sentence: 'The registrar {registrar} does not offer certificate authentication (TLS-DSK), only: {offered}.',
    action: 'Enable it: Set-CsProxyConfiguration -UseCertificateForClientToProxyAuth $true.',
    exit: 1,
  },
  PHONE_NO_SCHEME: {
    sentence: 'The registrar {registrar} offers no way to authenticate that the phone has, only: {offered}.',
    action: 'Enable certificate authentication or NTLM: Set-CsProxyConfiguration.',
    exit: 1,
  },
  PHONE_REGISTER_UNUSABLE: {
    sentence: 'The registrar accepted the phone with an answer it cannot use: {detail}.',
    action: 'Give the 200 an Expires header above 0; clients wait for ever without it.',
    exit: 1,
  },
  PHONE_REQUEST_REFUSED: {
    sentence: 'The registrar refused {what} with {status} {reason}.',
    action: 'Look up the ms-diagnostics number in the journal.',
    exit: 1,
  },
  PHONE_UPDATE_DENIED: {
    sentence: 'The update service at {url} asks who the phone is, and does not take what it has to say.',
    action:
      'Sign a user in: outside the company nobody is served anonymously. Publish the service without pre-authentication, so that NTLM reaches it.',
    exit: 1,
  },
  PHONE_UPDATE_NO_ADDRESS: {
    sentence: 'Firmware {version} is offered without an address to fetch it from.',
    action: 'Set the store URLs of the update service, internal and external.',
    exit: 1,
  },
  PHONE_UPDATE_UNUSABLE: {
    sentence: 'The phone does not install firmware {version}: {detail}.',
    action:
      'Import the vendor’s package again. Firmware before Lync needs 4.0.7577.4066 first: it cannot check the signature of later images.',
    exit: 1,
  },
  PHONE_UPDATE_LOOP: {
    sentence: 'The phone restarted {limit} times for new firmware, and now {version} is to follow on {from}.',
    action: 'Leave the firmware to one authority: the update service (EnableDeviceUpdate), or the provisioning server.',
    exit: 1,
  },
  PHONE_CRASH_LOOP: {
    sentence: 'Firmware {firmware} crashed after each sign-in, and the phone rebooted {limit} times.',
    action: 'Put another build on the phone by hand, or sign in as somebody whose data it survives.',
    exit: 1,
  },
  PHONE_NOT_REGISTERED: {
    sentence: 'The phone is not registered.',
    action: 'Sign it in first.',
    exit: 1,
  },
  PHONE_REGISTER_REFUSED: {
    sentence: 'The registrar refused the phone with {status} {reason}{detail}.',
    action: 'Look up the ms-diagnostics number, and whether the user is enabled for Enterprise Voice.',
    exit: 1,
  },
  PHONE_SIGNATURE_INVALID: {
    sentence: "The registrar's answer is not signed by the registrar ({problem}).",
    action: 'Compare the signature string of both sides; the phone drops an answer it cannot verify.',
    exit: 1,
  },
  PHONE_SIP_INVALID: {
    sentence: 'The registrar sent something the phone cannot use as SIP: {detail}.',
    action: 'See the bytes in the journal or a capture.',
    exit: 1,
  },
});
