/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of the workbench page share. */
#pragma once

#include "rondo-bench-bar.h"
#include "rondo-line-view.h"
#include "rondo-pair-detail.h"
#include "rondo-plan-pane.h"
#include "rondo-state-view.h"
#include "rondo-workbench-page.h"

G_BEGIN_DECLS

struct _RondoWorkbenchPage {
  RondoPage parent_instance;

  /* template children */
  AdwLeaflet *leaflet;
  GtkWidget *narrow_part;
  RondoBenchBar *bar;
  RondoLineView *members_view;
  RondoPairDetail *detail;
  RondoPlanPane *plan_pane;
  RondoStateView *state_view;

  /* owned */
  RondoWorkbench *workbench; /* (nullable): until there is a context */
  char *round_id;            /* (nullable) */
  char *coach;               /* (nullable): of the pair that is looked at */
  char *client;              /* (nullable) */
  char *member;              /* (nullable): who is looked at */

  guint studying; /* source id: so that a walk through people asks once */
  guint folding;  /* the same: not while places are given out */
  guint listing;  /* the same: the members come in a turn of their own */
};

/** rondo_workbench_page_install_actions: the group "bench". */
void rondo_workbench_page_install_actions (GtkWidgetClass *widget_class);

/** rondo_workbench_page_update_actions: which of them make sense now. */
void rondo_workbench_page_update_actions (RondoWorkbenchPage *page);

/** rondo_workbench_page_look_at: shows the pair, or @member alone if one of the two is NULL, in all
 * three parts. */
void rondo_workbench_page_look_at (RondoWorkbenchPage *page,
                                   const char *coach,
                                   const char *client,
                                   const char *member);

/** rondo_workbench_page_show: everything anew. */
void rondo_workbench_page_show (RondoWorkbenchPage *page);

G_END_DECLS
