import type { Erasure, RequestRetention } from '@comity/contract/retention'
import { fail, ok } from '@comity/domain/result'
import { retentionClasses } from '@comity/domain/retention/retention-class'

const at = '2026-09-09T10:00:00.000Z'
const said = { reason: 'A trial <goes> on.', by: 'Rosa Huamán', at }
const request = '0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d0f'
const named = { request, side: 'requesting' as const, counterpart: 'CHE', reference: 'UCJIE-0417-2026', closedAt: at }
const erasure: Erasure = { id: request, ...named, standing: 'proposed', proposed: said, ownProposal: false, held: false }
const kept: RequestRetention = {
  ...named,
  class: 'requesting-answered',
  months: 12,
  review: '2026-09-10',
  extensions: [{ ...said, until: '2026-09-10' }],
  holds: [{ set: said, lifted: said }],
  held: false,
}

/** What an authority that keeps and erases requests answers: one that is due, one erasure that waits. */
export const retentionOperations = {
  listRetentionPeriods: () =>
    ok({
      items: retentionClasses.map((of, place) =>
        place === 0 ? { class: of, months: 12, source: 'Ley <1>', by: 'Jorge', at } : { class: of },
      ),
    }),
  setRetentionPeriod: ({ body }: { body: unknown }) => ok(body),
  listReviews: () => ok({ items: [{ ...named, class: 'requesting-answered', review: '2026-09-10', held: true }] }),
  listErasures: () => ok({ items: [erasure, { ...erasure, standing: 'approved', settled: { by: 'Jorge', at }, doneAt: at }] }),
  getErasure: () => ok(erasure),
  getRequestRetention: ({ params }: { params: Record<string, string> }) => ok({ ...kept, request: params['request'] ?? '' }),
  setHold: () => ok({ ...kept, held: true }),
  liftHold: () => fail({ code: 'act-not-available' }),
  keepLonger: () => ok(kept),
  proposeErasure: () => ok(erasure),
  approveErasure: () => ok({ ...erasure, standing: 'approved' }),
  declineErasure: () => ok({ ...erasure, standing: 'declined' }),
}
