// A page's cursor as callers hand it back.
import { readCursor } from '@six-order/engine';
import { z } from 'zod';

export const Cursor = z
  .string()
  .max(200)
  .refine((text) => readCursor(text) !== null, 'no page gave this cursor: leave it out for the first page')
  .describe('`next` of the page before; absent for the first page');
