import { offers } from '../navigation.ts'
import type { Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Facts } from '../ui/facts.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'

/** The reader's own account: who they are here, and the ways to what signs them in. */
export const ownAccountPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const found = await operations.whoAmI({})
  if (!found.ok) return problemPage(visit, found.problem)
  const { name, displayName, role, office, team } = found.value
  const ways = [
    ...(offers(visit.account, 'credential.change')
      ? [
          { href: '/account/passkeys', label: 'account.passkeys' },
          { href: '/account/password', label: 'account.password' },
        ]
      : []),
    ...(visit.provider !== undefined && offers(visit.account, 'credential.change')
      ? [{ href: '/account/provider', label: 'account.provider' }]
      : []),
    ...(offers(visit.account, 'delegation.give') ? [{ href: '/account/delegations', label: 'delegation.title' }] : []),
    { href: '/sessions', label: 'account.sessions' },
  ]
  return answer(visit, {
    title: t('account.own'),
    body: (
      <>
        <Facts
          items={[
            [t('web.accounts.display-name'), <Isolated>{displayName}</Isolated>],
            [t('web.sign-in.name'), <Isolated code>{name}</Isolated>],
            [t('web.accounts.role'), t(`web.role.${role}`)],
            office === undefined ? undefined : [t('web.accounts.office'), <Isolated>{office}</Isolated>],
            team === undefined ? undefined : [t('access.team'), <Isolated>{team}</Isolated>],
          ]}
        />
        <ul class="ways">
          {ways.map(({ href, label }) => (
            <li>
              <a href={href}>{t(label, { name: visit.provider ?? '' })}</a>
              <small class="block">{t(`${label}.about`)}</small>
            </li>
          ))}
        </ul>
      </>
    ),
  })
}
