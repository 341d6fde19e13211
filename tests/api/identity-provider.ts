// A county's identity provider: a real OpenID provider on a port of this machine, where whoever comes is who the test says.
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export interface IdentityProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who signs in next: the account's id there, and the name that it tells. */
  be(account: string, name: string): void;
  /** Signs the one who `be` named in, as a browser does: from our address to the address it sends back to. */
  visit(url: string): Promise<string>;
  close(): Promise<void>;
}

/** `redirectUri`: where it may send people back to. */
export async function openIdentityProvider(redirectUri: string): Promise<IdentityProvider> {
  const [clientId, clientSecret] = ['six-order', 'a secret of the client, long enough'];
  let [account, name] = ['', ''];
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    adapter: rows(),
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    cookies: { keys: ['a key of the provider’s cookies'] },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' }] },
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: name }) }),
  });
  const handle = provider.callback();
  server.on('request', (req, res) => {
    if (!req.url?.startsWith('/interaction/')) return handle(req, res);
    const finish = async () => {
      const { params } = await provider.interactionDetails(req, res);
      const grant = new provider.Grant({ accountId: account, clientId: params.client_id });
      grant.addOIDCScope(params.scope);
      const grantId = await grant.save();
      await provider.interactionFinished(req, res, { login: { accountId: account }, consent: { grantId } });
    };
    finish().catch((error: unknown) => res.writeHead(500).end(String(error)));
  });

  return {
    issuer,
    clientId,
    clientSecret,
    be(id, called) {
      [account, name] = [id, called];
    },
    async visit(url) {
      const cookies = new Map<string, string>();
      for (let at = url, hops = 0; hops < 10; hops += 1) {
        const answer = await fetch(at, {
          redirect: 'manual',
          headers: { cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; ') },
        });
        for (const set of answer.headers.getSetCookie()) {
          const [key = '', value = ''] = (set.split(';', 1)[0] ?? '').split(/=(.*)/s, 2);
          cookies.set(key, value);
        }
        const next = answer.headers.get('location');
        if (next === null) throw new Error(`the provider answered ${answer.status}: ${await answer.text()}`);
        at = new URL(next, at).href;
        if (at.startsWith(redirectUri)) return at;
      }
      throw new Error('the provider sends round and round');
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** What the provider stores, in memory. */
function rows(): (model: string) => object {
  const stored = new Map<string, Record<string, unknown>>();
  return (model) => {
    const key = (id: string) => `${model} ${id}`;
    const destroyWhere = (holds: (row: Record<string, unknown>) => boolean) => {
      for (const [id, row] of stored) if (holds(row)) stored.delete(id);
    };
    return {
      upsert: async (id: string, row: Record<string, unknown>) => void stored.set(key(id), row),
      find: async (id: string) => stored.get(key(id)),
      findByUid: async (uid: string) => [...stored.values()].find((row) => row['uid'] === uid),
      destroy: async (id: string) => void stored.delete(key(id)),
      consume: async (id: string) => void Object.assign(stored.get(key(id)) ?? {}, { consumed: Math.floor(Date.now() / 1000) }),
      revokeByGrantId: async (grant: string) => destroyWhere((row) => row['grantId'] === grant),
    };
  };
}
