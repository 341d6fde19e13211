// The real county of the demo, read from the file beside this one (its source: README.md).
import { County } from './county.ts';
import file from './wangmo-522326.json' with { type: 'json' };

export const wangmo: County = County.parse(file);
