/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a member hears from their rounds: notices, what they are asked about a pairing, what was
 * said of it, and the facts that coordinators see. */
#pragma once

#include <adwaita.h>

#include "rondo-context.h"
#include "rondo-overviews.h"

G_BEGIN_DECLS

#define RONDO_TYPE_HOME_NEWS (rondo_home_news_get_type ())
G_DECLARE_FINAL_TYPE (RondoHomeNews, rondo_home_news, RONDO, HOME_NEWS, AdwBin)

/** rondo_home_news_update: @overview stays the caller's, and has to stay until the next update or
 * the end of the widget. It is not shown while there is nothing. */
void rondo_home_news_update (RondoHomeNews *news,
                             RondoContext *context,
                             const RondoHomeOverview *overview);

/** rondo_home_news_get_count: how many lines there are. */
guint rondo_home_news_get_count (RondoHomeNews *news);

G_END_DECLS
