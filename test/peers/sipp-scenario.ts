/** One step of a call: a REGISTER and the 200 it must get. */
function register(cseq: number, extra: readonly string[]): string {
  const lines = [
    'REGISTER sip:contoso.com SIP/2.0',
    'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
    'Max-Forwards: 70',
    'From: <sip:[field0]@contoso.com>;tag=[call_number];epid=[field1]',
    'To: <sip:[field0]@contoso.com>',
    'Call-ID: [call_id]',
    `CSeq: ${cseq} REGISTER`,
    'Contact: <sip:[local_ip]:[local_port];transport=tls>;proxy=replace',
    'User-Agent: CPE/4.0.7577.4100 OCPhone/4.0.7577.4100 (Microsoft Lync Phone Edition)',
    'Supported: gruu-10, adhoclist, msrtc-event-categories',
    'ms-keep-alive: UAC;hop-hop=yes',
    'Event: registration',
    ...extra,
    'Content-Length: 0',
  ];
  return `<send><![CDATA[\n${lines.join('\n')}\n\n]]></send>\n<recv response="200" rtd="true"/>`;
}

/** sipp's scenario: a device registers, refreshes and signs out; anything but 200 fails the call. */
export const registerRefreshSignOut = `<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE scenario SYSTEM "sipp.dtd">
<scenario name="a phone's day">
${register(1, [])}
${register(2, [])}
${register(3, ['Expires: 0'])}
</scenario>
`;

/** sipp's scenario where the Front End authenticates: it only asks for credentials. */
export const challenged = registerRefreshSignOut
  .replace(/(<recv response="200"[^>]*>)[\s\S]*(<\/scenario>)/, '$1\n$2')
  .replace('response="200"', 'response="401"');

/** sipp's injection file: user and epid of each call, taken in turn. */
export function devices(users: readonly string[], each: number): string {
  const lines = users.flatMap((user, i) =>
    Array.from({ length: each }, (_, device) => `${user};${(i * each + device + 1).toString(16).padStart(10, '0')};`),
  );
  return ['SEQUENTIAL', ...lines, ''].join('\n');
}
