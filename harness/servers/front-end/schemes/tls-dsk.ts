import { summarize } from '../../../../certs/trust/index.js';
import { TlsDskPort, TlsDskServer } from '../../../authentication/tls-dsk/index.js';
import { checkUserCertificate } from '../../../authentication/user-certificate/index.js';
import { certificateProvisioningUrl, type Deployment } from '../../../deployment/index.js';
import type { Presentable } from '../../../pool/index.js';
import { portSettings } from '../../../tls/index.js';
import type { ServerContext } from '../../context.js';
import type { Handshake, HandshakeStep, Scheme } from './scheme.js';

/** TLS-DSK: a TLS handshake inside SIP with a certificate of the pool's provisioning service (MS-SIPAE 3.2.5.1). */
export function tlsDsk(context: ServerContext, fqdn: string): Scheme {
  return {
    name: 'TLS-DSK',
    targetname: fqdn,
    challenge: [['sts-uri', certificateProvisioningUrl(context.deployment)]],
    begin: (user) => new TlsDskHandshake(context, user),
  };
}

const ports = new WeakMap<Deployment, { readonly certificate: Presentable; readonly port: TlsDskPort }>();

/** One for all connections: it parses certificates and keys. */
function portOf({ deployment, pool }: ServerContext): TlsDskPort {
  const certificate = pool.presented.of(deployment);
  const known = ports.get(deployment);
  if (known?.certificate === certificate) return known.port;
  const { provisioning, tls } = deployment;
  const port = new TlsDskPort({
    certificate,
    clientAuthorities: [provisioning.certificate],
    settings: portSettings(tls, 'front-end'),
  });
  ports.set(deployment, { certificate, port });
  return port;
}

/** Two flights each way; the client certificate is judged before the server's last one leaves. */
class TlsDskHandshake implements Handshake {
  readonly #context: ServerContext;
  readonly #user: string;
  readonly #engine: TlsDskServer;

  constructor(context: ServerContext, user: string) {
    this.#context = context;
    this.#user = user;
    this.#engine = new TlsDskServer(portOf(context));
  }

  async step(token: Buffer): Promise<HandshakeStep> {
    const step = await this.#engine.accept(token);
    if (step.state === 'failed') return { state: 'failed', problem: `tls: ${step.reason}` };
    if (step.state === 'continue') return { state: 'continue', token: step.flight };
    const certificate = this.#engine.clientCertificate;
    if (!certificate) return { state: 'failed', problem: 'no-certificate' };
    const { clock, deployment, pool } = this.#context;
    const check = checkUserCertificate({
      certificate,
      authority: deployment.provisioning.certificate,
      user: this.#user,
      at: clock.now(),
      isPublished: ({ thumbprint }) => pool.certificates.state(thumbprint),
    });
    if (!check.ok) return { state: 'failed', problem: check.problem };
    const { notAfter, thumbprint } = summarize(certificate);
    return {
      state: 'done',
      token: step.flight,
      proven: { keys: this.#engine.keys(), certificate: thumbprint, validUntil: notAfter },
    };
  }

  end(): void {
    this.#engine.destroy();
  }
}
