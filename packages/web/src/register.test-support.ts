import type { RequestView } from '@comity/contract/request'

/** A page of the register: the views that fit the query, in its order, as rows. */
export function pageOfRegister(views: readonly RequestView[], query: Record<string, unknown>) {
  const asked = query as Record<string, string | undefined>
  const rows = views.filter((view) => {
    const text =
      `${view.reference} ${view.theirReference} ${view.content.title} ${view.content.matter?.reference} ${view.content.persons?.map(({ name }) => name).join(' ')}`.toLowerCase()
    return (
      (asked['side'] === undefined || view.side === asked['side']) &&
      (asked['stage'] === undefined || view.stage === asked['stage']) &&
      (asked['counterpart'] === undefined || view.counterpart === asked['counterpart']) &&
      (asked['q'] === undefined || text.includes(asked['q'].toLowerCase()))
    )
  })
  const sorted = rows.toSorted((a, b) =>
    query['sort'] === 'changed' ? b.changedAt.localeCompare(a.changedAt) : (a.due ?? '9').localeCompare(b.due ?? '9'),
  )
  const from = Number(query['cursor'] ?? 0)
  const limit = query['limit'] as number
  const items = sorted
    .slice(from, from + limit)
    .map(({ id, side, counterpart, reference, theirReference, content, stage, due, changedAt, pending }) => ({
      id,
      side,
      counterpart,
      stage,
      changedAt,
      waitsForApproval: pending !== undefined,
      ...(reference === undefined ? {} : { reference }),
      ...(theirReference === undefined ? {} : { theirReference }),
      ...(content.title === undefined ? {} : { title: content.title }),
      ...(due === undefined ? {} : { due }),
    }))
  return { items, ...(sorted.length > from + limit ? { next: String(from + limit) } : {}) }
}
