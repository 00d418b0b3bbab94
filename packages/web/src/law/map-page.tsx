import type { Relation } from '@comity/contract/law-question'
import { instrumentShortTitle } from '@comity/reference/instrument'
import { stateName } from '@comity/reference/state'
import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { DayChoice, dayIn, KindChoice, kindIn } from './choices.tsx'
import { RelationsMap, standings } from './map-view.tsx'

interface GroupProps {
  readonly state: string
  readonly title: string
  readonly relations: readonly Relation[]
}

/** Why there is no basis to name: by complete lists, or because nobody can tell, and of what not. */
function whyNone({ relation, undecided, listing }: Relation): string {
  if (relation === 'none') return 'law.relation.none.why'
  return `law.relation.unknown.${undecided > 0 ? 'undecided' : listing === 'older' ? 'older' : 'missing'}`
}

/** The States whose relation rests on one instrument, or on none. Kept lean: there are two hundred rows on the page. */
function Group({ state, title, relations }: GroupProps) {
  const { t, language, date } = useVoice()
  const byName = new Intl.Collator(language)
  const rows = relations.map((relation) => ({ ...relation, name: stateName(relation.state, language) }))
  return (
    <table class="relations">
      <caption>{title}</caption>
      <tbody>
        {rows
          .toSorted((a, b) => byName.compare(a.name, b.name))
          .map(({ state: other, name, basis }) => (
            <tr>
              <th>
                <a href={`../pairs/${state}/${other}`}>{name}</a>
              </th>
              {basis === undefined ? null : (
                <td>
                  {basis.since === undefined ? t('law.date-unknown') : date(basis.since)}
                  {basis.verified === 'yes' ? null : <small class="doubt"> {t(`law.verified.${basis.verified}`)}</small>}
                </td>
              )}
            </tr>
          ))}
      </tbody>
    </table>
  )
}

/** States of which there is nothing more to say than why: a list, and not a table of one column. */
function Names({ state, title, relations }: GroupProps) {
  const { language } = useVoice()
  const byName = new Intl.Collator(language)
  const others = relations.map(({ state: other }) => ({ other, name: stateName(other, language) }))
  return (
    <>
      <p>{title}</p>
      <ul class="columns">
        {others
          .toSorted((a, b) => byName.compare(a.name, b.name))
          .map(({ other, name }) => (
            <li>
              <a href={`../pairs/${state}/${other}`}>{name}</a>
            </li>
          ))}
      </ul>
    </>
  )
}

function Groups({ state, relations }: Omit<GroupProps, 'title'>) {
  const { t, language } = useVoice()
  return (
    <>
      {standings.map((standing) => {
        const all = relations.filter(({ relation }) => relation === standing)
        if (all.length === 0) return null
        const by = Map.groupBy(all, (each) => (each.basis === undefined ? whyNone(each) : `${each.basis.instrument} ${each.basis.article}`))
        return (
          <section>
            <h2>{t(`law.relation.${standing}`, { count: all.length })}</h2>
            {[...by.values()].map((group) => {
              const [first] = group
              if (first === undefined) return null
              const { basis } = first
              const title = instrumentShortTitle(basis?.instrument ?? '', language)
              const cited =
                basis === undefined
                  ? t(whyNone(first))
                  : basis.article === ''
                    ? title
                    : t('legal-basis.citation', { instrument: title, article: basis.article })
              const Listed = basis === undefined ? Names : Group
              return <Listed state={state} title={cited} relations={group} />
            })}
          </section>
        )
      })}
    </>
  )
}

/** A State's relations with every other for a kind of cooperation: a map of the world, and the same as tables. */
export const mapPage: Page = async (visit, operations, { state = '' }) => {
  const { t, language, today } = voiceOf(visit)
  const [kind, on] = [kindIn(visit.query), dayIn(visit.query, today)]
  const found = await operations.findRelations({ params: { state }, query: { kind, on } })
  if (!found.ok) return problemPage(visit, found.problem)
  const { items } = found.value
  return answer(visit, {
    title: t('law.map.title', { state: stateName(state, language) }),
    crumbs: [
      { href: '/law', text: t('law.title') },
      { href: `/law/states/${state}`, text: stateName(state, language) },
    ],
    width: 'full',
    body: (
      <>
        <form class="filters" method="get" action={`/law/map/${state}`}>
          <KindChoice id="kind" label={t('law.kind')} chosen={kind} />
          <DayChoice chosen={on} />
          <button class="plain">{t('web.register.show')}</button>
        </form>
        <RelationsMap state={state} relations={items} />
        <Groups state={state} relations={items} />
      </>
    ),
  })
}
