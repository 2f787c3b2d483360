/**
 * Every step the emulated phone tells of in `phone.step`, in one sentence: those of its way to the sign-in, those after
 * it, and the duties of a phone that stays signed in.
 */
export const stepSentences: Readonly<Record<string, string>> = {
  lease: 'Gets an address and Options 43 and 120 by DHCP, or asks for the options by DHCPINFORM.',
  time: 'Asks the time server for the date; until then certificates look not yet valid.',
  'provisioning-server': 'Asks the vendor’s own provisioning server which firmware to run.',
  'update-check': 'Asks the device update service whether there is other firmware for it.',
  'update-download': 'Fetches the firmware that was offered, and goes on where it was interrupted.',
  'update-install': 'Checks the image, installs it and restarts.',
  discovery: 'Finds the Registrar by DHCP Option 120 and DNS, and the certificate service by Option 43.',
  'root-chain': 'Downloads the root and intermediate certificates from the certificate service, over http if it can.',
  'web-ticket': 'Proves who the user is, by number and PIN or by password, and gets a web ticket.',
  certificate: 'Has the certificate service sign the user’s certificate.',
  directory:
    'Fetches CA certificates from Active Directory, as a tethered phone does, or from the web page of a CA found there.',
  autodiscover:
    'Asks Lync autodiscover for its SIP server, as phones of other makers do; without an answer DHCP and DNS tell.',
  register: 'Registers at the Front End over SIP and TLS.',
  provisioning: 'Asks for in-band provisioning.',
  'roaming-self': 'Subscribes to what the user’s devices published of themselves.',
  'roaming-contacts': 'Subscribes to the user’s contact list.',
  'contacts-presence': 'Subscribes to the presence of the contacts.',
  publish: 'Publishes the device and its state.',
  exchange: 'Finds Exchange by Autodiscover and asks for the calendar and voice mail.',
  'trusted-authorities': 'Downloads the authorities that Exchange’s certificate may come from.',
  crash: 'Crashes and reboots, as a build does that cannot take what it was told of its user.',
  'send-logs': 'Leaves its logs with the device update service.',
  'keep-alive': 'Keeps the connection alive with an empty line.',
  refresh: 'Refreshes the registration before it ends.',
  're-authenticate': 'Makes a new security association before the old one ends.',
  're-register': 'Comes back after the registration or the connection was lost.',
  'renew-certificate': 'Gets the user another certificate before the one it has ends.',
  'renew-lease': 'Renews the lease of its address at half of its time.',
  resubscribe: 'Refreshes its subscriptions before they end.',
  'exchange-poll': 'Asks Exchange for the calendar again.',
  'daily-update-check': 'Asks the device update service once a day.',
  'install-when-idle': 'Installs waiting firmware once nobody has used the phone for a while.',
};
