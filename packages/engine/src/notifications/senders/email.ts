import { createTransport, type Transporter } from 'nodemailer';
import type { Attempt, EmailMessage } from './sender.ts';

export interface EmailParts {
  readonly smtp: { readonly url: string; readonly from: string };
  readonly limitInMs: number;
}

/** Sends emails through the operator's SMTP server, a connection each. */
export class EmailSender {
  readonly #transport: Transporter;
  readonly #address: string;
  readonly #name: string;

  constructor({ smtp, limitInMs }: EmailParts) {
    const parsed = /^(?:(.*)<)?([^<>]+)>?$/.exec(smtp.from);
    this.#name = parsed?.[1]?.trim() ?? '';
    this.#address = parsed?.[2]?.trim() ?? smtp.from;
    this.#transport = createTransport({
      url: smtp.url,
      connectionTimeout: limitInMs,
      greetingTimeout: limitInMs,
      socketTimeout: limitInMs,
      dnsTimeout: limitInMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(message: EmailMessage): Promise<Attempt> {
    try {
      await this.#transport.sendMail({
        from: { name: message.senderName || this.#name, address: this.#address },
        to: { name: '', address: message.to },
        subject: message.subject,
        text: message.text,
        messageId: `<${message.messageId}@${this.#address.split('@')[1] ?? 'localhost'}>`,
        headers: { 'X-Dewpoint-Message-Id': message.messageId, 'Auto-Submitted': 'auto-generated' },
      });
      return { kind: 'done', answer: '' };
    } catch (error) {
      return { kind: 'failed', problem: problemOf(error), final: false };
    }
  }

  close(): void {
    this.#transport.close();
  }
}

/** The server's words may repeat what it was sent, a login among it: only codes are told. */
function problemOf(error: unknown): string {
  const field = (name: string): unknown => (error instanceof Error ? Reflect.get(error, name) : undefined);
  const status = field('responseCode');
  if (typeof status === 'number') return `The mail server answered ${status}.`;
  const code = field('code');
  return `The mail server cannot be reached (${typeof code === 'string' ? code : 'unknown'}).`;
}
