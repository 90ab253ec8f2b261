/* SPDX-License-Identifier: GPL-3.0-or-later
 * A member as others see them, field by field, in words. */
#pragma once

#include "rondo-member.h"

G_BEGIN_DECLS

/** rondo_profile_lines_for_partners: what a partner is shown of @member: made from the very record
 * that the server gives to partners. (transfer full) (element-type RondoLineItem) */
GPtrArray *rondo_profile_lines_for_partners (const RondoMember *member, int64_t now_us);

/** rondo_profile_lines_for_coordinators: what coordinators see besides that.
 * (transfer full) (element-type RondoLineItem) */
GPtrArray *rondo_profile_lines_for_coordinators (const RondoMember *member, RondoDate today);

/** rondo_profile_describe_languages: "German, English". (transfer full) */
char *rondo_profile_describe_languages (const RondoMember *member);

/** rondo_profile_describe_verified: who verified the credential, when and until when; NULL if
 * it is not verified on @today. (transfer full) (nullable) */
char *rondo_profile_describe_verified (const RondoMember *member, RondoDate today);

/** rondo_profile_describe: credential, niches, methods and what they say of themselves, a line for
 * each that is told; "" for none. (transfer full) */
char *rondo_profile_describe (const RondoProfile *profile);

G_END_DECLS
