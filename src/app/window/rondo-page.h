/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every page does alike: it has a context, loads when it is seen, and loads again. */
#pragma once

#include <adwaita.h>

#include "rondo-context.h"

G_BEGIN_DECLS

#define RONDO_TYPE_PAGE (rondo_page_get_type ())
/* Derivable, so that the property and the life of a load are written once: a helper object would
 * leave both to every page. */
G_DECLARE_DERIVABLE_TYPE (RondoPage, rondo_page, RONDO, PAGE, AdwBin)

/* Property "context". A RondoStateView as the child of the page shows errors and tries again. */
struct _RondoPageClass {
  AdwBinClass parent_class;

  /* There is a context now. (nullable) */
  void (*context_set) (RondoPage *page);
  /* Asks the store for what the page shows, with the cancellable of the page. */
  void (*load) (RondoPage *page);
};

/** rondo_page_get_context: (transfer none) (nullable): NULL until it is open. */
RondoContext *rondo_page_get_context (RondoPage *page);
RondoAccount *rondo_page_get_account (RondoPage *page);
RondoStore *rondo_page_get_store (RondoPage *page);
/** rondo_page_get_cancellable: cancelled as soon as the page goes away. */
GCancellable *rondo_page_get_cancellable (RondoPage *page);
/** rondo_page_is_connected: whether there is a community beyond this computer. */
gboolean rondo_page_is_connected (RondoPage *page);

/** rondo_page_reload: what is shown is old; loads at once, or when the page is next seen. */
void rondo_page_reload (RondoPage *page);

/** rondo_page_check_loaded: whether the page is still there and nothing went wrong with its load;
 * an @error is shown. */
gboolean rondo_page_check_loaded (RondoPage *page, const GError *error);

/** rondo_page_present: shows @dialog (nullable) above the window of the page. */
void rondo_page_present (RondoPage *page, GtkWindow *dialog);

G_END_DECLS
