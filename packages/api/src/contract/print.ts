import { z } from 'zod';

export const UnitPath = z.object({ id: z.string().min(1).max(64).describe('Id or code of a unit') });
