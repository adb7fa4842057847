/** What became of one attempt to reach an endpoint. */
export type Attempt =
  | { readonly kind: 'done' /** Beginning of what the endpoint answered. */; readonly answer: string }
  | {
      readonly kind: 'failed';
      /** What went wrong, in words for people; nothing secret. */
      readonly problem: string;
      /** Trying again is of no use. */
      readonly final: boolean;
    };

/** A signed message for a webhook. */
export interface WebhookMessage {
  readonly url: string;
  /** Equal at every attempt: receivers recognise a repeated delivery by it. */
  readonly messageId: string;
  /** JSON text. */
  readonly body: string;
  readonly signSecret: string;
}

export interface EmailMessage {
  readonly to: string;
  /** Shown as the sender, beside the configured address; may be empty. */
  readonly senderName: string;
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
}

/** The ways out of the product. They never throw for what the other side does. */
export interface Senders {
  webhook(message: WebhookMessage): Promise<Attempt>;
  email(message: EmailMessage): Promise<Attempt>;
}
