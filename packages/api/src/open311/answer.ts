// Answers of GeoReport v2 in the format asked for: by suffix, else by Accept; errors are spec-shaped in the same format.
import { XMLBuilder } from 'fast-xml-parser';
import type { Request, Response } from 'express';

type Format = 'xml' | 'json';

/** As the specification names them. */
const types: Readonly<Record<Format, string>> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** The path without its suffix, and the format; null where neither suffix nor Accept names one that there is. */
export function formatOf(req: Request): { readonly path: string; readonly format: Format | null } {
  const [, path = req.path, suffix] = /^(.*)\.(xml|json)$/.exec(req.path) ?? [];
  if (suffix) return { path, format: suffix as Format };
  const asked = req.accepts(['application/xml', 'text/xml', 'application/json']);
  return { path: req.path, format: asked === false ? null : asked.endsWith('json') ? 'json' : 'xml' };
}

/** Characters that XML 1.0 has no way to hold. */
const unholdable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const builder = new XMLBuilder({ suppressEmptyNode: true });

/** Empty members are left out, as the specification has it. */
function shown(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(unholdable, '');
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === null || member === undefined ? [] : [[key, shown(member)]])),
  );
}

/** What is the same in both: the value itself; and where it stands in XML. */
export interface Body {
  readonly json: unknown;
  readonly xml: object;
}

/** A list: an array in JSON, in XML `<many><one>…</one></many>`. */
export const listed = (many: string, one: string, list: readonly unknown[]): Body => ({
  json: list,
  xml: { [many]: { [one]: list } },
});

export function answer(res: Response, format: Format, status: number, { json, xml }: Body): void {
  res
    .status(status)
    .set('content-type', types[format])
    .set('access-control-allow-origin', '*')
    .set('vary', 'accept')
    .end(
      format === 'json'
        ? JSON.stringify(shown(json))
        : `<?xml version="1.0" encoding="utf-8"?>\n${builder.build(shown(xml) as object)}\n`,
    );
}

/** A refusal of this door. */
export class Open311Error extends Error {
  override readonly name = 'Open311Error';
  readonly status: number;

  constructor(status: number, description: string) {
    super(description);
    this.status = status;
  }
}

export const answerErrors = (res: Response, format: Format, status: number, descriptions: readonly string[]): void =>
  answer(
    res,
    format,
    status,
    listed(
      'errors',
      'error',
      descriptions.map((description) => ({ code: String(status), description })),
    ),
  );
