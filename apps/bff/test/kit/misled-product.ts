import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Browser } from './browser.ts';
import { freePort } from './free-port.ts';
import { clientId, MisbehavingProvider } from './misbehaving-provider.ts';
import { TestProduct } from './product.ts';

/** A trace of sign-in as the store holds it. */
export interface SignInTrace {
  readonly name: string;
  readonly rating: string;
  readonly code: string;
  readonly userName: string;
  readonly resourceName: string;
  /** The rest of the trace as JSON. */
  readonly body: string;
}

/** The product with a provider that does what a test wants of it. */
export class MisledProduct implements AsyncDisposable {
  readonly product: TestProduct;
  readonly provider: MisbehavingProvider;

  private constructor(product: TestProduct, provider: MisbehavingProvider) {
    this.product = product;
    this.provider = provider;
  }

  static async start(environment: Record<string, string> = {}): Promise<MisledProduct> {
    const port = await freePort();
    const provider = await MisbehavingProvider.start();
    const product = await TestProduct.start({
      DEWPOINT_PORT: String(port),
      DEWPOINT_OIDC_ISSUER: provider.issuer,
      DEWPOINT_OIDC_CLIENT_ID: clientId,
      ...environment,
    });
    return new MisledProduct(product, provider);
  }

  browser(): Browser {
    return new Browser(this.product.origin, this.product.address);
  }

  async signedIn(): Promise<Browser> {
    const browser = this.browser();
    const end = await this.provider.visit(browser);
    if (end.status !== 303) throw new Error(`sign-in ended with ${end.status}: ${await end.text()}`);
    return browser;
  }

  /** Traces of sign-in, the oldest first, as they stand in the store. */
  traces(): readonly SignInTrace[] {
    const database = new DatabaseSync(join(this.product.dataFolder, 'dewpoint.db'), { readOnly: true });
    try {
      return database
        .prepare(
          `select name, rating, code, user_name as userName, resource_name as resourceName, body from traces
            where resource_type = 'user' and name in ('login', 'logout', 'refreshLogin') order by seq`,
        )
        .all()
        .map((row) => ({ ...row, body: String(row.body) })) as unknown as SignInTrace[];
    } finally {
      database.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.product[Symbol.asyncDispose]();
    await this.provider.close();
  }
}
