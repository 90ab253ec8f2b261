/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a combo row offers, in whole words. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** rondo_combo_words_show_whole: the lists of all combo rows below @root break long texts into
 * lines, where libadwaita cuts them off after twenty letters. */
void rondo_combo_words_show_whole (GtkWidget *root);

G_END_DECLS
