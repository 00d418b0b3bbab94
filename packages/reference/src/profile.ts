import type { StateProfile } from '@comity/domain/requirement/profile'
import and from './data/profiles/and.json' with { type: 'json' }
import brn from './data/profiles/brn.json' with { type: 'json' }
import irl from './data/profiles/irl.json' with { type: 'json' }
import vct from './data/profiles/vct.json' with { type: 'json' }

/** What States ask of requests, where a source was at hand: few, and old enough that each says it is to be reviewed. */
export const profiles = [and, brn, irl, vct] as readonly StateProfile[]

const byState = new Map(profiles.map((profile) => [profile.state, profile]))

/** What a State asks of those who ask it; undefined where nobody has written it down. */
export function findProfile(state: string): StateProfile | undefined {
  return byState.get(state)
}
