// E-mail through the county's mail server (SMTP).
//
// Owns: the connection, what makes a fault final. Not ours: what is written, when it is tried again (notice-sender.ts).
// M1: neither addresses nor words are part of an error (I12): a server's answer may quote both.
// M2: the library is loaded with a mail server only: most systems have none.

export interface MailServer {
  /** `smtps://user:password@host:465`, or `smtp://…:587`, which goes over to TLS. */
  readonly url: string;
  /** `六单一体 <no-reply@example.gov.cn>` */
  readonly from: string;
  /** A server in the same network, without TLS. */
  readonly allowPlain: boolean;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The receiver's key against doubles: letters, digits and dashes. */
  readonly id: string;
}

/** It was not taken; `refused` when another try cannot help. */
export class MailError extends Error {
  override readonly name = 'MailError';
  readonly refused: boolean;
  constructor(message: string, refused: boolean) {
    super(message);
    this.refused = refused;
  }
}

export interface Mailer {
  /** Resolves when the server took it. Rejects with MailError. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

const PATIENCE_MS = 10_000;

export async function openMailer({ url, from, allowPlain }: MailServer): Promise<Mailer> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 4,
    requireTLS: !allowPlain,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // A connection that breaks while nothing is sent: the next mail opens another.
  transport.on('error', () => undefined);
  const domain = /@([^@>\s]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  return {
    async send({ to, subject, text, id }) {
      const headers = { 'Auto-Submitted': 'auto-generated' };
      // As a name and an address of its own: what somebody wrote can never become a list of them.
      await transport
        .sendMail({ from, to: { name: '', address: to }, subject, text, messageId: `<${id}@${domain}>`, headers })
        .catch((error: unknown) => {
          const { responseCode } = error as { responseCode?: unknown };
          const code = typeof responseCode === 'number' ? responseCode : null;
          throw new MailError(
            code === null ? 'the mail server cannot be reached' : `the mail server answered ${code}`,
            // 535: a wrong password is the county's to put right, not the mail's fault.
            code !== null && code >= 550 && code < 560,
          );
        });
    },
    close: () => transport.close(),
  };
}
