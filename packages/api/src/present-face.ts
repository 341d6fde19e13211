// An order of a workflow or version that this release does not know: what its stored face says of it, and no more.
import { isoOrNull } from './iso-instant.ts';
import { nothingOfSixOrder, type Presenter } from './presenter.ts';

export const facePresenter: Presenter = {
  summary: ({ face }) => ({
    state: { handling: face.stage, supervision: null, publication: null },
    category: textOrNull(face.data['category']),
    urgency: textOrNull(face.data['urgency']),
    closedAt: isoOrNull(face.closedAt),
    holder: null,
    stations: [],
    clocks: [],
  }),
  detail: () => ({ ...nothingOfSixOrder, notes: [] }),
};

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
